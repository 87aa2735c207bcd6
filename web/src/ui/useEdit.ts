import { useState } from "preact/hooks";
import { ApiError } from "../api/problem.ts";
import { clashes, resolve, type Clash, type Fields } from "../lib/conflict.ts";

interface Rules<T> {
  /** The record as it was when the form was opened. */
  base: T;
  save: (fields: Fields, version: number) => Promise<T>;
  load: () => Promise<T>;
  /** How the record would be written, so that it compares with what is sent. */
  fieldsOf: (record: T) => Fields;
  onSaved: (record: T) => void;
}

export interface Conflict {
  list: Clash[];
  /** Send again, leaving out the fields where theirs stay. */
  onResolve: (theirs: ReadonlySet<string>) => void;
}

export interface Edit {
  send: (fields: Fields) => void;
  isPending: boolean;
  error: unknown;
  conflict: Conflict | null;
}

/** Save changes against the version they were made on; what crossed them is laid open, not lost. */
export function useEdit<T extends { version: number }>({ base, save, load, fieldsOf, onSaved }: Rules<T>): Edit {
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

  const attempt = async (fields: Fields, known: T): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      onSaved(await save(fields, known.version));
    } catch (failed) {
      if (failed instanceof ApiError && failed.status === 412) await compare(fields, known).catch(setError);
      else {
        setConflict(null);
        setError(failed);
      }
    } finally {
      setPending(false);
    }
  };

  return { send: (fields) => void attempt(fields, base), isPending, error, conflict };
}
