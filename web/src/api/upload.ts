import { api } from "./client.ts";
import { ApiError } from "./problem.ts";
import type { Order } from "./types.ts";

// The browser writes these itself and forbids pages to.
const FORBIDDEN = ["host", "content-length"];

/** Compute what tells a file from every other. */
export async function digest(file: File): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Upload {
  url: string;
  method: string;
  headers: Record<string, string>;
}

/** Send a file by a presigned request; fetch cannot tell how far it is, so the older way does. */
export function put(file: File, { url, method, headers }: Upload, onProgress: (share: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) {
      if (!FORBIDDEN.includes(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onload = () => (request.status < 300 ? done() : fail(new ApiError(request.status)));
    request.onerror = () => fail(new ApiError(0));
    request.send(file);
  });
}

/** Announce a file, upload it, and have it listed on the order. */
export async function attach(orderId: string, file: File, onProgress: (share: number) => void): Promise<Order> {
  const facts = { name: file.name, mime: file.type || "application/octet-stream", bytes: file.size, sha256: await digest(file) };
  const path = { order_id: orderId };
  const announced = await api("POST /v1/orders/{order_id}/attachments", { path, body: facts });
  await put(file, announced.upload, onProgress);
  return api("POST /v1/orders/{order_id}/attachments/{attachment_id}/done", {
    path: { ...path, attachment_id: announced.id },
  });
}
