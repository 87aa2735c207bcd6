import { useRef } from "preact/hooks";
import { api } from "../../api/client.ts";
import { queries, refresh } from "../../api/data.ts";
import type { Answer, Body } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import { useWords, type Lang } from "../../lib/i18n.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit, type Edit } from "../../ui/useEdit.ts";

export type Company = Answer<"GET /v1/company">;

export const WORDS = ["name", "phone", "address", "requisites"] as const;
export const LANGS: Lang[] = ["ru", "en"];

const NAMED = ["status_names", "type_names"] as const;
type Named = (typeof NAMED)[number];

/** Name the field of a name in one language, as the server does: of a state, or of a type of orders. */
export function nameField(lang: Lang, code: string, of: Named = "status_names"): string {
  return `${of}.${lang}.${code}`;
}

/** Take the words apart, so that two people who change different ones do not cross. */
export function fieldsOf(company: Company): Fields {
  const names = NAMED.flatMap((of) =>
    LANGS.flatMap((lang) => Object.entries(company[of]?.[lang] ?? {}).map(([code, name]) => [nameField(lang, code, of), name])),
  );
  return { ...Object.fromEntries(WORDS.map((word) => [word, company[word] ?? ""])), ...Object.fromEntries(names) };
}

/** Put the words together again with some changed; a name of nothing is the usual one. */
function bodyOf(company: Company, changed: Fields): Body<"PUT /v1/company"> {
  const all = { ...fieldsOf(company), ...changed };
  const names = (lang: Lang, of: Named): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([field, name]) => name && field.startsWith(nameField(lang, "", of)))
        .map(([field, name]) => [field.slice(nameField(lang, "", of).length), String(name)]),
    );
  return {
    ...Object.fromEntries(WORDS.map((word) => [word, all[word]])),
    ...Object.fromEntries(NAMED.map((of) => [of, Object.fromEntries(LANGS.map((lang) => [lang, names(lang, of)]))])),
  };
}

/** Change a part of the words: they are sent whole, with the rest as it was last read. */
export function useCompany(company: Company, onClose: () => void): Edit {
  const { t } = useWords();
  const known = useRef(company);
  const show = (found: Company): void => {
    known.current = found;
    queries.setQueryData(["GET /v1/company", null, null], found);
  };
  return useEdit<Company>({
    record: company,
    fieldsOf,
    load: async () => {
      const found = await api("GET /v1/company", {});
      show(found);
      return found;
    },
    save: (fields, version = 0) => api("PUT /v1/company", { body: bodyOf(known.current, fields), version }),
    onSaved: (saved) => {
      show(saved);
      refresh("GET /v1/me"); // there every page takes its words from
      toast(t.company.saved);
      onClose();
    },
    onClose,
  });
}
