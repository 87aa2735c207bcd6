import { lazy } from "../../ui/Lazy.tsx";
import type { FormProps } from "./IntegrationForm.tsx";

/** The form with all its parts: most only look at how integrations fare. */
export const IntegrationForm = lazy<FormProps>(() => import("./IntegrationForm.tsx").then((file) => file.IntegrationForm));
