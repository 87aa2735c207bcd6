import { api } from "./client.ts";
import type { Answer } from "./types.ts";
import { digest, put } from "./upload.ts";

export type ImportJob = Answer<"POST /v1/imports/{import_id}/start">;

/** Announce a file, upload it, and have it worked on; repeated under its key it is one import. */
export async function importFile(file: File, key: string, onProgress: (share: number) => void): Promise<ImportJob> {
  const format = /\.json$/i.test(file.name) ? "json" : "csv";
  const facts = { format, name: file.name, bytes: file.size, sha256: await digest(file) } as const;
  const announced = await api("POST /v1/imports", { body: facts, idempotencyKey: key });
  const path = { import_id: announced.id! };
  // Announced again after it was begun, the same file goes to the same place.
  if (announced.upload) await put(file, announced.upload, onProgress);
  return api("POST /v1/imports/{import_id}/start", { path });
}
