/** What a person is asked for what the command line left out. */

export const QUESTION = {
  mood: "Bagaimana suasana hati saat ini?",
  symbol: "Simbol (ketik baru atau pilih yang pernah dipakai)",
  profit: (currency: string) => `Hasil bersih dalam ${currency}, minus untuk rugi`,
  lot: "Lot (Enter bila tidak tahu)",
  side: "Arah",
  stop: "Stop loss dipasang?",
  strategy: "Strategi (Enter untuk melewati)",
  skip: "lewati",
  needed: "Ini harus diisi.",
} as const;

interface Choice<T> {
  value: T;
  label: string;
}

export const CHOICES: { side: Choice<string>[]; stop: Choice<boolean | undefined>[] } = {
  side: [
    { value: "buy", label: "buy" },
    { value: "sell", label: "sell" },
    { value: "", label: "tidak tahu" },
  ],
  stop: [
    { value: true, label: "ya" },
    { value: false, label: "tidak" },
    { value: undefined, label: "tidak tahu" },
  ],
};
