import type { ChannelWords } from "./channels.ru.ts";
import { messages } from "./messages.en.ts";
import { onec } from "./onec.en.ts";

/** What is written to people, and 1C: words of the forms and cards of integrations alone. */
export const en: ChannelWords = { ...messages, ...onec };
