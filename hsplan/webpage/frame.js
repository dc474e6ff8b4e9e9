
// What every page needs: the day on which it is opened, where the programme takes place.
"use strict";
function dayIn(zone) {
  const asked = { year: "numeric", month: "2-digit", day: "2-digit" };
  let parts;
  try {
    parts = new Intl.DateTimeFormat("en-GB", zone ? { ...asked, timeZone: zone } : asked).formatToParts(new Date());
  } catch {
    parts = new Intl.DateTimeFormat("en-GB", asked).formatToParts(new Date());
  }
  const found = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return `${found.year.padStart(4, "0")}-${found.month}-${found.day}`;
}
function inWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  const weekday = "Sun Mon Tue Wed Thu Fri Sat".split(" ")[new Date(Date.UTC(year, month - 1, date)).getUTCDay()];
  const name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[month - 1];
  return `${weekday} ${date} ${name} ${year}`;
}
