import { lazy } from "../../ui/Lazy.tsx";
import type { CardProps } from "./IntegrationCard.tsx";
import type { FormProps } from "./IntegrationForm.tsx";

/** What a click opens comes with the click: most only look at the list. */
export const IntegrationCard = lazy<CardProps>(() => import("./IntegrationCard.tsx").then((file) => file.IntegrationCard));
export const IntegrationForm = lazy<FormProps>(() => import("./IntegrationForm.tsx").then((file) => file.IntegrationForm));
