import type { TourWords } from "./tour.ru.ts";

export const en: TourWords = {
  tour: {
    title: "First steps",
    close: "Close the first steps",
    done: (done: number, all: number) => `${done} of ${all}`,
    ready: "done",
    back: "Closed, they stay behind the question mark below the menu and in the search, Ctrl K.",
    over: "All done. Next: the overview of figures and what customers say.",
    steps: {
      technician: { name: "Add a technician", hint: "A name and a telephone; skills and hours can wait." },
      order: { name: "Create the first order", hint: "The customer's telephone and what happened: the rest is optional." },
      assign: { name: "Assign a technician and a time", hint: "Open the order's card and press Assign." },
      complete: { name: "Complete the order", hint: "Start the work, then complete it: the customer gets a link to rate it." },
      connect: { name: "Connect the first partner", hint: "A webhook, 1C, mail, SMS or Telegram: every event goes by itself." },
    },
  },
};
