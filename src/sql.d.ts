declare module "*.sql" {
  const text: string;
  export default text;
}

/** The next version beside the one that Node 20 can load, for its JavaScript alone. */
declare module "better-sqlite3-13" {
  export { default } from "better-sqlite3";
}

declare module "*.bash" {
  const text: string;
  export default text;
}

declare module "*.zsh" {
  const text: string;
  export default text;
}

declare module "*.fish" {
  const text: string;
  export default text;
}

declare module "*.ps1" {
  const text: string;
  export default text;
}
