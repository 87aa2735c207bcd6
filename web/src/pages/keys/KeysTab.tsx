import { useState } from "preact/hooks";
import { useMay } from "../../api/me.ts";
import { setQuery, usePlace } from "../../lib/url.ts";
import { KeyCard } from "./KeyCard.tsx";
import { KeyForm } from "./KeyForm.tsx";
import { KeyList } from "./KeyList.tsx";
import { KeyShown, type Shown } from "./KeyShown.tsx";

/** The keys of other programs; the opened one is in the address. */
export function KeysTab() {
  const { query } = usePlace();
  const mayCreate = useMay("keys:write");
  // The only copy of a key in the page; it goes when the dialog closes.
  const [shown, setShown] = useState<Shown | null>(null);
  const opened = query.get("key");
  return (
    <>
      <KeyList />
      {opened && <KeyCard key={opened} id={opened} onShown={setShown} onClose={() => setQuery({ key: null })} />}
      {mayCreate && query.has("new") && (
        <KeyForm
          record={null}
          onIssued={(issued) => setShown({ issued })}
          onClose={() => setQuery({ new: null }, { replace: true })}
        />
      )}
      {shown && <KeyShown shown={shown} onClose={() => setShown(null)} />}
    </>
  );
}
