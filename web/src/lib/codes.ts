const CODE = /^[a-z][a-z0-9_]{0,31}$/;
const LATIN: Record<string, string> = Object.fromEntries(
  "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya"
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** Tell whether a text can be the code of a type of orders. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** Make a code of a name: Чистка becomes chistka. */
export function codeOf(name: string): string {
  const letters = [...name.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join("");
  return letters.replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+/, "").slice(0, 32).replace(/_+$/, "");
}
