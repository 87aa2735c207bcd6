import { parseMoney, parsePercent, parseQuantity, typed } from "./format.ts";

export const VATS = ["none", "general", "0", "5", "7", "10", "18", "20", "22"] as const;

/** A line as it is typed. */
export interface LineDraft {
  name: string;
  kind: string;
  quantity: string;
  price: string;
  discount: string;
  vat: string;
  /** What the form does not show goes back as it came. */
  rest: { sku?: string; unit?: string; technician_id?: string };
}

interface Line {
  name: string;
  kind: string;
  qty: string;
  unit_price: number;
  discount_percent?: string;
  vat?: string;
  sku?: string | null;
  unit?: string | null;
  technician?: { id: string } | null;
}

export const NEW_LINE: LineDraft = { name: "", kind: "service", quantity: "1", price: "", discount: "", vat: "", rest: {} };

/** Show a decimal as one would type it. */
function decimal(text: string): string {
  return String(Number(text)).replace(".", ",");
}

/** Make the lines of an order ready to be typed over. */
export function draftOf(line: Line, currency: string): LineDraft {
  const discount = decimal(line.discount_percent ?? "0");
  return {
    name: line.name,
    kind: line.kind,
    quantity: decimal(line.qty),
    price: typed(line.unit_price, currency),
    discount: discount === "0" ? "" : discount,
    vat: line.vat ?? "none",
    rest: {
      ...(line.sku ? { sku: line.sku } : {}),
      ...(line.unit ? { unit: line.unit } : {}),
      ...(line.technician ? { technician_id: line.technician.id } : {}),
    },
  };
}

export type LineErrors = Partial<Record<"name" | "quantity" | "price" | "discount", "required" | "badQuantity" | "badMoney" | "badPercent">>;

/** Find what is wrong with a line. */
export function checkLine(line: LineDraft, currency: string): LineErrors {
  const errors: LineErrors = {};
  if (!line.name.trim()) errors.name = "required";
  if (parseQuantity(line.quantity) === null) errors.quantity = "badQuantity";
  if (parseMoney(line.price, currency) === null) errors.price = "badMoney";
  if (parsePercent(line.discount) === null) errors.discount = "badPercent";
  return errors;
}

export interface LineBody {
  name: string;
  kind: "service" | "part" | "travel";
  qty: string;
  unit_price: number;
  discount_percent: string;
  vat?: (typeof VATS)[number];
  sku?: string;
  unit?: string;
  technician_id?: string;
}

/** Say a checked line as the API takes it; without a VAT the company's own rule holds. */
export function bodyOf(line: LineDraft, currency: string): LineBody {
  const vat = VATS.find((one) => one === line.vat);
  return {
    ...line.rest,
    name: line.name.trim(),
    kind: line.kind as LineBody["kind"],
    qty: parseQuantity(line.quantity) ?? "1",
    unit_price: parseMoney(line.price, currency) ?? 0,
    discount_percent: parsePercent(line.discount) ?? "0",
    ...(vat ? { vat } : {}),
  };
}
