import { useRef, useState } from "preact/hooks";
import { showWritten } from "../api/data.ts";
import { ApiError } from "../api/problem.ts";
import { changes, clashes, resolve, type Clash, type Fields } from "../lib/conflict.ts";

interface Rules<T> {
  /** The record that the form was opened on; null where a new one is made. */
  record: T | null;
  save: (fields: Fields, version: number) => Promise<T>;
  /** The same key makes the same request harmless when it is sent again. */
  create?: (fields: Fields, key: string) => Promise<T>;
  load: () => Promise<T>;
  /** How the record would be written, so that it compares with what is sent. */
  fieldsOf: (record: T) => Fields;
  onSaved: (record: T) => void;
  /** Called instead when nothing was changed. */
  onClose: () => void;
}

export interface Conflict {
  list: Clash[];
  /** Send again, leaving out the fields where theirs stay. */
  onResolve: (theirs: ReadonlySet<string>) => void;
}

export interface Edit {
  /** Send what the form says now; of a known record only what differs goes. */
  send: (wanted: Fields) => void;
  isPending: boolean;
  error: unknown;
  conflict: Conflict | null;
}

/** Save changes against the version they were made on; what crossed them is laid open, not lost. */
export function useEdit<T extends { version?: number }>(rules: Rules<T>): Edit {
  const { save, create, load, fieldsOf, onSaved, onClose } = rules;
  // The version that was opened, whatever comes in behind the form.
  const base = useRef(rules.record).current;
  const asked = useRef({ body: "", key: "" });
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const compare = async (fields: Fields, known: T): Promise<void> => {
    const theirs = await load();
    const list = clashes(fieldsOf(known), fields, fieldsOf(theirs));
    if (list.length === 0) return onSaved(theirs); // they wrote the same
    const onResolve = (left: ReadonlySet<string>): void => {
      const rest = resolve(fields, left);
      if (Object.keys(rest).length === 0) onSaved(theirs);
      else void attempt(rest, theirs);
    };
    setConflict({ list, onResolve });
  };

  const make = async (fields: Fields): Promise<T> => {
    const body = JSON.stringify(fields);
    // Other words are another request.
    if (asked.current.body !== body) asked.current = { body, key: crypto.randomUUID() };
    if (!create) throw new Error("this form makes nothing new");
    return create(fields, asked.current.key);
  };

  const attempt = async (fields: Fields, known: T | null): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      const saved = await (known ? save(fields, known.version ?? 1) : make(fields));
      showWritten(saved);
      onSaved(saved);
    } catch (failed) {
      if (known && failed instanceof ApiError && failed.status === 412) await compare(fields, known).catch(setError);
      else {
        setConflict(null);
        setError(failed);
      }
    } finally {
      setPending(false);
    }
  };

  const send = (wanted: Fields): void => {
    const fields = base ? changes(fieldsOf(base), wanted) : wanted;
    if (base && Object.keys(fields).length === 0) onClose();
    else void attempt(fields, base);
  };

  return { send, isPending, error, conflict };
}
