/** Commander's complaints in Indonesian, from its stable codes and the names inside its sentences. */
export function explainUsage(code: string, message: string): [message: string, hint: string] {
  const [, name = ""] = /'([^']*)'/.exec(message) ?? [];
  const help = "Lihat caranya: tambahkan --help pada perintah itu.";
  const meant = suggestion(message);
  switch (code) {
    case "commander.unknownCommand":
      return [`Perintah "${name}" tidak dikenal.`, meant ?? "Lihat semua perintah: jurnal --help"];
    case "commander.unknownOption":
      return [`Opsi ${name} tidak dikenal.`, meant ?? help];
    case "commander.missingArgument":
      return [`${name} belum diisi.`, help];
    case "commander.optionMissingArgument":
      return [`Opsi ${name} butuh isi.`, help];
    case "commander.excessArguments":
      return ["Kelebihan kata di perintah ini. Teks yang berspasi perlu tanda kutip.", help];
    case "commander.conflictingOption":
      return ["Opsi yang dipakai bersamaan saling bertentangan.", help];
    case "commander.help":
      return ["Perintah ini perlu lanjutan.", "Pilih salah satu dari daftar di atas."];
    default:
      return [message.replace(/^error: /, ""), help];
  }
}

function suggestion(message: string): string | null {
  const [, names] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message) ?? [];
  return names === undefined ? null : `Maksud Anda ${names.replaceAll(", ", " atau ")}?`;
}
