import type { ComponentChildren } from "preact";
import { useWords } from "../lib/i18n.ts";
import { Dialog } from "./Dialog.tsx";
import { Bone, Failure } from "./States.tsx";

interface Props<Data> {
  title: ComponentChildren;
  /** What is read for it. */
  of: { data: Data | undefined; error: Error | null; refetch: () => unknown };
  onClose: () => void;
  children: (data: Data) => ComponentChildren;
}

/** One thing on a sheet at the side: bones until it is there, or why it is not. */
export function Sheet<Data>({ title, of, onClose, children }: Props<Data>) {
  return (
    <Dialog shape="side" light onClose={onClose} title={title}>
      <div class="dialog-body card">
        {of.data !== undefined ? (
          children(of.data)
        ) : of.error ? (
          <Failure error={of.error} onRetry={() => void of.refetch()} />
        ) : (
          <Bones />
        )}
      </div>
    </Dialog>
  );
}

function Bones() {
  const { t } = useWords();
  return (
    <div class="bones" role="status" aria-label={t.states.loading}>
      <Bone width="45%" height={22} />
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Bone key={row} width={row % 2 ? "60%" : "85%"} />
      ))}
    </div>
  );
}
