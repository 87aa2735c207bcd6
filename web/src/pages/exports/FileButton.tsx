import { linkTo } from "../../api/client.ts";
import { MANIFEST, type Run } from "../../api/exports.ts";
import { bytes } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useDownload } from "../../ui/useDownload.ts";

/** Fetch a file without leaving the page. */
export function FileButton({ run, file }: { run: Run; file: Run["files"][number] }) {
  const { t, lang } = useWords();
  const fetchIt = useDownload(() =>
    linkTo("GET /v1/exports/{export_id}/files/{name}", { export_id: run.id, name: file.name }),
  );
  return (
    <button
      type="button"
      class="button small"
      title={`${file.name} · SHA-256 ${file.sha256}`}
      disabled={fetchIt.isPending}
      onClick={() => fetchIt.mutate()}
    >
      <Icon name="download" size={14} />
      {file.name === MANIFEST ? t.exports.manifest : file.name.split(".").at(-1)?.toUpperCase()}{" "}
      <span class="muted">{bytes(file.bytes, lang)}</span>
      <span class="sr-only">{t.exports.download(file.name)}</span>
    </button>
  );
}
