// Instants as Slack shows them, by the clocks of the demo's people (London).

const ZONE = "Europe/London";
const STYLES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

export function formatted(seconds, style) {
  const given = { ...STYLES[style], timeZone: ZONE };
  return new Intl.DateTimeFormat("en-GB", given).format(new Date(seconds * 1000));
}

// "!date^1392734382^{date_short} at {time}^link" in words; the fallback for a style not known.
export function dateText(target, fallback) {
  const [, seconds, pattern] = target.split("^");
  if (!/^\d+$/.test(seconds ?? "") || !pattern) return fallback ?? "";
  let isKnown = true;
  const text = pattern.replace(/\{(\w+?)(?:_pretty)?\}/g, (_, style) => {
    isKnown = isKnown && style in STYLES;
    return style in STYLES ? formatted(Number(seconds), style) : "";
  });
  return isKnown ? text : (fallback ?? "");
}

// A message's time, with its day if it is not today's.
export function sentAt(ts, now) {
  const seconds = Number(ts);
  const time = formatted(seconds, "time");
  const day = formatted(seconds, "date_short");
  return day === formatted(now, "date_short") ? time : `${day}, ${time}`;
}

// "2024-11-05T09:30" of an instant, and back, by the same clocks.
export function localMinute(seconds) {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: ZONE, dateStyle: "short", timeStyle: "short",
  }).format(new Date(seconds * 1000));
  return parts.replace(" ", "T");
}

export function instantOf(minute) {
  const guess = Date.parse(`${minute}:00Z`) / 1000;
  const off = Date.parse(`${localMinute(guess)}:00Z`) / 1000 - guess;
  return guess - off;
}
