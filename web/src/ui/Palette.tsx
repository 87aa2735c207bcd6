import { useEffect, useId, useState } from "preact/hooks";
import { usePermissions, type Permission } from "../api/me.ts";
import { useWords, setLang, type Messages, type Lang } from "../lib/i18n.ts";
import { createStore, useStore } from "../lib/store.ts";
import { switchTheme } from "../lib/theme.ts";
import { go } from "../lib/url.ts";
import { GROUPS } from "../routes.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";

interface Command {
  icon: IconName;
  name: string;
  words: string;
  run: () => void;
}

const opened = createStore(false);

/** Open the command palette. */
export function openPalette(): void {
  opened.set(true);
}

function commands(t: Messages, lang: Lang, may: (permission: Permission) => boolean): Command[] {
  const entries = GROUPS.flatMap((group) => group.entries).filter((entry) => may(entry.permission));
  const pages = entries.map((entry) => ({
    icon: entry.icon,
    name: entry.name(t),
    words: entry.words,
    run: () => go(entry.href),
  }));
  const create: Command = {
    icon: "plus",
    name: t.orders.create,
    words: "новый заказ new order",
    run: () => go("/orders?new=1"),
  };
  return [
    ...pages,
    ...(may("orders:write") ? [create] : []),
    { icon: "moon", name: t.theme.switch, words: "тема theme dark light", run: switchTheme },
    {
      icon: "languages",
      name: t.lang.switch,
      words: "язык language english русский",
      run: () => void setLang(lang === "ru" ? "en" : "ru"),
    },
    // After the palette has left the page.
    { icon: "printer", name: t.palette.print, words: "печать print", run: () => setTimeout(() => print(), 50) },
  ];
}

/** Ctrl/Cmd+K from anywhere, by the physical key: it works on a Russian layout too. */
export function Palette() {
  const open = useStore(opened);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) opened.set(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return open ? <PaletteDialog /> : null;
}

function PaletteDialog() {
  const { t, lang } = useWords();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const may = usePermissions();
  const wanted = text.trim().toLowerCase();
  const found = commands(t, lang, may).filter((one) => `${one.name} ${one.words}`.toLowerCase().includes(wanted));

  const close = (): void => opened.set(false);
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
            key={command.name}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} />
            {command.name}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="palette-none">{t.palette.nothing}</p>}
    </Dialog>
  );
}
