/** What the page must know before its first call; served beside it, different on each stage. */
export interface Config {
  api: string;
  identity: { endpoint: string; client_id: string };
  company: { zone: string; currency: string };
}

let loaded: Config | undefined;

/** Read /config.json once, at start. */
export async function loadConfig(): Promise<void> {
  const answer = await fetch("/config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  loaded = (await answer.json()) as Config;
}

/** Give the settings of this stage. */
export function config(): Config {
  if (!loaded) throw new Error("config.json has not been read");
  return loaded;
}
