import { useEffect, useId, useState } from "preact/hooks";
import { useApi } from "../api/data.ts";
import { usePermissions } from "../api/me.ts";
import { useWords, type Messages } from "../lib/i18n.ts";
import { commands, customerCommand, fits, orderCommand, type Command } from "./commands.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";

const PAUSE_MS = 250;
const SHORTEST = 2;
const MOST = 5;

/** Give the words once nothing has been typed for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** What the server finds by these words: orders by number, telephone or name, and customers. */
function useRows(text: string, t: Messages): { rows: Command[]; isLooking: boolean } {
  const may = usePermissions();
  const q = usePaused(text);
  const asks = q.length >= SHORTEST;
  const query = { q, limit: MOST };
  const orders = useApi("GET /v1/orders", { query }, { enabled: asks && may("orders:read") });
  const people = useApi("GET /v1/customers", { query }, { enabled: asks && may("customers:read") });
  const isLooking = text.length >= SHORTEST && (q !== text || orders.isFetching || people.isFetching);
  if (!asks || q !== text) return { rows: [], isLooking };
  const rows = [
    ...(orders.data?.items ?? []).map((one) => orderCommand(one, t)),
    ...(people.data?.items ?? []).map((one) => customerCommand(one, t)),
  ];
  return { rows, isLooking };
}

/** Pages, actions, orders and customers by a few letters of their names. */
export function PaletteDialog({ begun, onClose: close }: { begun: () => string; onClose: () => void }) {
  const { t, lang } = useWords();
  const [text, setText] = useState(begun);
  const [at, setAt] = useState(0);
  const list = useId();
  const may = usePermissions();
  const { rows, isLooking } = useRows(text.trim(), t);
  const found = [...commands(t, lang, may).filter((one) => fits(one, text)), ...rows];

  useEffect(() => document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" }), [at]);

  const run = (command: Command | undefined): void => {
    if (!command) return;
    close();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(found[at]);
    }
  };

  return (
    <Dialog title={t.palette.title} onClose={close} shape="palette" light>
      <div class="palette-input">
        <Icon name="search" />
        <input
          autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          aria-label={t.palette.placeholder}
          placeholder={t.palette.placeholder}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <ul class="palette-list" id={list} role="listbox" aria-label={t.palette.title}>
        {found.map((command, index) => (
          <li
            key={command.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} />
            <span>{command.name}</span>
            <small>{command.kind}</small>
          </li>
        ))}
      </ul>
      {(isLooking || found.length === 0) && (
        <p class="palette-none" role="status">
          {isLooking ? t.palette.searching : t.palette.nothing}
        </p>
      )}
    </Dialog>
  );
}
