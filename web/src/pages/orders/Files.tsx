import { useRef, useState } from "preact/hooks";
import { api, linkTo } from "../../api/client.ts";
import { refresh } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Attachment, Order } from "../../api/types.ts";
import { attach } from "../../api/upload.ts";
import { bytes } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { At } from "../../ui/Time.tsx";
import { explain } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useDownload } from "../../ui/useDownload.ts";

/** Files of the order: to look at, to add, to take away. */
export function Files({ order }: { order: Order }) {
  const { t, lang } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState(0);
  const mayAttach = useMay("orders:work");
  const again = (): void => refresh("GET /v1/orders/{order_id}");
  const upload = useMutation({
    mutationFn: (chosen: File) => attach(order.id, chosen, setSent),
    onSuccess: again,
    onSettled: () => setSent(0),
  });
  if (!mayAttach && order.attachments.length === 0) return null;
  return (
    <section>
      <header class="section-head">
        <h3>{t.files.title}</h3>
        {mayAttach && (
          <button type="button" class="button small" disabled={upload.isPending} onClick={() => input.current?.click()}>
            <Icon name="upload" size={14} />
            {t.files.add}
          </button>
        )}
      </header>
      <input
        ref={input}
        type="file"
        class="sr-only"
        tabIndex={-1}
        aria-label={t.files.choose}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = ""; // the same file may be chosen again
          if (chosen) upload.mutate(chosen);
        }}
      />
      <Refusal error={upload.error} />
      {upload.isPending && (
        <label class="upload">
          {t.files.sending(upload.variables?.name ?? "")}
          <progress value={sent} max={1} />
        </label>
      )}
      {order.attachments.length === 0 ? (
        <p class="muted">{t.files.none}</p>
      ) : (
        <ul class="rows">
          {order.attachments.map((one) => (
            <FileRow key={one.id} one={one} order={order} size={bytes(one.bytes, lang)} onRemoved={again} />
          ))}
        </ul>
      )}
    </section>
  );
}

function FileRow({ one, order, size, onRemoved }: { one: Attachment; order: Order; size: string; onRemoved: () => void }) {
  const { t } = useWords();
  const [isSure, setSure] = useState(false);
  const mayRemove = useMay("orders:write");
  const path = { order_id: order.id, attachment_id: one.id };
  const fetchIt = useDownload(() => linkTo("GET /v1/orders/{order_id}/attachments/{attachment_id}", path));
  const remove = useMutation({
    mutationFn: () => api("DELETE /v1/orders/{order_id}/attachments/{attachment_id}", { path }),
    onSuccess: onRemoved,
    onError: (error) => toast(explain(error), "bad"),
  });
  return (
    <li>
      <span class="file-name">
        {one.name}
        <small>
          {size} · <At at={one.at} />
        </small>
      </span>
      <span class="row-actions">
        <button
          type="button"
          class="button quiet square"
          aria-label={t.files.download(one.name)}
          disabled={fetchIt.isPending}
          onClick={() => fetchIt.mutate()}
        >
          <Icon name="download" />
        </button>
        {mayRemove &&
          (isSure ? (
            <button type="button" class="button small danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {t.files.sure}
            </button>
          ) : (
            <button type="button" class="button quiet square" aria-label={t.files.remove(one.name)} onClick={() => setSure(true)}>
              <Icon name="trash-2" />
            </button>
          ))}
      </span>
    </li>
  );
}
