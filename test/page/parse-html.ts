import { Parser } from "htmlparser2";

export interface Node {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (Node | string)[];
}

const EMPTY = ["meta", "rect", "line", "path", "circle", "polyline"];

/** The page as a browser's parser would see it; a tag that closes what is not open throws. */
export function parseHtml(html: string): Node {
  const root: Node = { name: "#root", attributes: {}, children: [] };
  const open: Node[] = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const node: Node = { name, attributes, children: [] };
        open.at(-1)?.children.push(node);
        open.push(node);
      },
      ontext: (text) => void open.at(-1)?.children.push(text),
      onclosetag(name, isImplied) {
        if (isImplied && !EMPTY.includes(name)) throw new Error(`<${name}> is never closed`);
        const last = open.pop();
        if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name}>`);
      },
    },
    { recognizeSelfClosing: true },
  );
  parser.end(html);
  return root;
}

/** All elements in the order of the page. */
export function elements(node: Node): Node[] {
  return node.children.flatMap((child) =>
    typeof child === "string" ? [] : [child, ...elements(child)],
  );
}

/** The text of a node with that of all in it. */
export function textOf(node: Node): string {
  return node.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

export const named = (root: Node, name: string): Node[] =>
  elements(root).filter((node) => node.name === name);
