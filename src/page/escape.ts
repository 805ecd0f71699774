const ENTITIES: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" },
};

/** Control characters that no HTML may hold (line ends and tabs may stay), and halves of surrogate pairs. */
const FORBIDDEN = /[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/**
 * Text as HTML that a browser shows as that text and nothing else, between tags and inside quoted
 * attributes alike. What HTML may not hold is left out. Every text of a page goes through here.
 */
export function escapeHtml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

/** A sentence as HTML in which no line ends between the minus and "Rp": elsewhere none would. */
export function proseHtml(text: string): string {
  return escapeHtml(text).replace(/-Rp\d[\d.,]*\d|-Rp\d/g, '<span class="nb">$&</span>');
}

type Attribute = string | number | boolean | undefined;

/**
 * An element; `inside` is HTML already, attributes are text. Numbers are written with at most one
 * decimal, as drawings need; undefined and false leave the attribute out.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  inside: string | readonly string[] = "",
): string {
  const html = typeof inside === "string" ? inside : inside.join("");
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (value === true) open += ` ${key}`;
    else open += ` ${key}="${typeof value === "number" ? tenths(value) : escapeHtml(value)}"`;
  }
  return VOID.has(name) && html === "" ? `${open}/>` : `${open}>${html}</${name}>`;
}

/** Elements of drawings that are empty as a rule. */
const VOID: ReadonlySet<string> = new Set(["rect", "line", "path", "circle", "polyline", "meta"]);

/** The number with at most one decimal. */
export function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}
