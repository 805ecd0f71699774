/**
 * A copy that does not hold on to the text it was cut from: a slice of a large text keeps all of
 * it in memory. Short texts are copies already.
 */
export function keep(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}
