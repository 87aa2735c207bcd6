import { messages } from "./messages.ru.ts";
import { onec } from "./onec.ru.ts";

/** What is written to people, and 1C: words of the forms and cards of integrations alone. */
export const ru = { ...messages, ...onec };

export type ChannelWords = typeof ru;
