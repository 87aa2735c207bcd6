import { parseMoney, parseQuantity } from "./format.ts";

export interface Draft {
  title: string;
  description: string;
  priority: string;
  zone: string;
  name: string;
  phone: string;
  line: string;
  kind: string;
  quantity: string;
  price: string;
}

export const EMPTY: Draft = {
  title: "",
  description: "",
  priority: "normal",
  zone: "",
  name: "",
  phone: "",
  line: "",
  kind: "service",
  quantity: "1",
  price: "",
};

export type DraftErrors = Partial<Record<keyof Draft, "required" | "badPhone" | "badMoney" | "badQuantity">>;

/** Find what is wrong before the server is asked. */
export function check(draft: Draft, currency: string): DraftErrors {
  const errors: DraftErrors = {};
  if (!draft.title.trim()) errors.title = "required";
  if (!draft.name.trim()) errors.name = "required";
  if (!draft.phone.trim()) errors.phone = "required";
  else if (draft.phone.replace(/\D/g, "").length < 10) errors.phone = "badPhone";
  if (draft.line.trim() || draft.price.trim()) {
    if (!draft.line.trim()) errors.line = "required";
    if (parseQuantity(draft.quantity) === null) errors.quantity = "badQuantity";
    if (parseMoney(draft.price, currency) === null) errors.price = "badMoney";
  }
  return errors;
}
