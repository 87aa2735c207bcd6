import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  title: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
  /** "side" slides in from the right and is meant for reading a row. */
  shape?: "centre" | "wide" | "side" | "palette";
  /** A click outside closes it; not where typed words could be lost. */
  light?: boolean;
  /** Neither Esc nor the cross closes it. */
  locked?: boolean;
}

/** A modal on the native element: it traps the focus and gives it back. */
export function Dialog({ title, onClose, children, shape = "centre", light = false, locked = false }: Props) {
  const { t } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useLayoutEffect(() => {
    const dialog = element.current!;
    const opener = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected) {
        opener.focus();
      }
    };
  }, []);

  return (
    <dialog
      ref={element}
      class={`dialog dialog-${shape}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        // A file picker that is closed says so too, and its word bubbles.
        if (event.target !== element.current) return;
        event.preventDefault();
        if (!locked) onClose();
      }}
      onMouseDown={(event) => {
        if (light && event.target === element.current) onClose();
      }}
    >
      <div class="dialog-frame">
        <header class="dialog-head">
          {/* A sheet for reading starts at its title; a form starts at its first field. */}
          <h2 id={heading} tabIndex={-1} autofocus={shape === "side"}>
            {title}
          </h2>
          {!locked && (
            <button type="button" class="button quiet square" onClick={onClose} aria-label={t.close}>
              <Icon name="x" />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
