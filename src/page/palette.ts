/** The colours of a page; a test holds that every text of them can be read (WCAG AA). */
export interface Palette {
  paper: string;
  panel: string;
  ink: string;
  muted: string;
  line: string;
  good: string;
  bad: string;
  accent: string;
}

export const LIGHT: Palette = {
  ...{ paper: "#ffffff", panel: "#f5f7f9", ink: "#1a1f26", muted: "#566170", line: "#d3d9e0" },
  ...{ good: "#0b6b3f", bad: "#b3261e", accent: "#1f5fae" },
};

export const DARK: Palette = {
  ...{ paper: "#11151a", panel: "#1a2028", ink: "#e6eaf0", muted: "#a4afbc", line: "#364150" },
  ...{ good: "#63d69a", bad: "#ff938a", accent: "#8ab8ff" },
};

/** The colours as CSS custom properties. */
export function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}
