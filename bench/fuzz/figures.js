/** Whether a reading command has answered: also `status`, which ends with 3 where a limit is used up. */
export const hasAnswered = ({ code }) => code === 0 || code === 3;

/** What a fuzzer counts and is judged by: no line lost, no exit of 70, no hang, no fault of its own. */
export function figures(name, seed) {
  const counts = { runs: 0, acknowledged: 0, lost: 0, "exits of 70": 0, hangs: 0 };
  const faults = [];
  let peak = 0;
  const fault = (text) => {
    faults.push(text);
    if (faults.length <= 50) console.log(`! ${text.slice(0, 1500)}`);
  };
  const close = () => {
    const told = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    told.push(`largest memory ${Math.round(peak / 1024)} MB`, `${faults.length} faults`);
    console.log(`${name} (seed ${seed}): ${told.join(", ")}`);
    return faults.length === 0 && counts.lost === 0 ? 0 : 1;
  };
  // Of a long run that is ended early: what was seen so far.
  process.once("SIGTERM", () => process.exit(close()));
  return {
    count(what, by = 1) {
      counts[what] = (counts[what] ?? 0) + by;
    },
    fault,
    /** Counts one command line and how it ended; `where` tells what it met. */
    ran(result, where = "") {
      counts.runs++;
      peak = Math.max(peak, result.peak || 0);
      const line = result.words.map((word) => JSON.stringify(word).slice(0, 80)).join(" ");
      if (result.hung) {
        counts.hangs++;
        fault(`hang: ${line} ${where}`);
      }
      if (result.code === 70) {
        counts["exits of 70"]++;
        fault(`70: ${line} ${where}\n${result.err}`);
      }
      return result;
    },
    /** Prints the figures; the exit code of the fuzzer. */
    close,
  };
}
