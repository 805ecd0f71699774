declare module "*.sql" {
  const text: string;
  export default text;
}

/** The next version beside the one that Node 20 can load, for its JavaScript alone. */
declare module "better-sqlite3-13" {
  export { default } from "better-sqlite3";
}
