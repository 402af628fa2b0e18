// Moments that one pretends: "2026-06-07 11:00", local time of the directory.

const two = (number) => String(number).padStart(2, "0");

/** The next day from `today` on that `suits`, at an hour. */
function next(today, hour, suits) {
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate());
  while (!suits(day.getDay())) day.setDate(day.getDate() + 1);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())} ${two(hour)}:00`;
}

/** [value, title] of the usual ones; "" is now. */
export function moments(today) {
  const weekday = (day) => day >= 1 && day <= 5;
  return [
    ["", "now"],
    [next(today, 10, weekday), "on a weekday, 10:00"],
    [next(today, 11, (day) => day === 0), "on Sunday, 11:00"],
    [next(today, 3, weekday), "at night, 3:00"],
  ];
}

/** What a `datetime-local` field has, as the service reads it, and back. */
export const asMoment = (local) => local.replace("T", " ").slice(0, 16);
export const asLocal = (moment) => moment.replace(" ", "T");
