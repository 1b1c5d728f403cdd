// The text in the QR code of an identity card ("căn cước công dân", "thẻ căn cước"): parts between "|", days as ddmmyyyy.
//
// number | old number, may be empty | name | birth | sex | residence | issued
//
// Cards issued to people who never had an old number also exist without that part.

const NUMBER = /^\d{12}$/;
const OLD_NUMBER = /^(\d{9}|\d{12})?$/;
const SEXES = { nam: "male", nữ: "female" };
/// Most characters of a text that is read at all.
const MOST_CHARS = 500;

/// The person on a card: `{ number, name, bornOn, sex, residence }`, `bornOn` as "dd/mm/yyyy"; null for any other text.
export function parseCardText(text) {
  if (text.length > MOST_CHARS) return null;
  const parts = text.normalize("NFC").split("|").map((part) => part.trim());
  if (parts.length === 6) parts.splice(1, 0, "");
  if (parts.length !== 7) return null;
  const [number, oldNumber, name, birth, sex, residence, issued] = parts;
  const bornOn = parseDay(birth);
  const known = NUMBER.test(number) && OLD_NUMBER.test(oldNumber) && bornOn && parseDay(issued) && sex.toLowerCase() in SEXES;
  if (!known || !/\p{L}/u.test(name) || !residence) return null;
  return { number, name, bornOn, sex: SEXES[sex.toLowerCase()], residence };
}

/// "dd/mm/yyyy" of "ddmmyyyy"; null for what is no day.
function parseDay(text) {
  const [, day, month, year] = text.match(/^(\d{2})(\d{2})(\d{4})$/) ?? [];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCDate() === Number(day) && date.getUTCMonth() === month - 1;
  return isDay ? `${day}/${month}/${year}` : null;
}
