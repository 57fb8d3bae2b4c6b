// The code by which somebody can delete their answers, made from the stay's token as feedback/receipts.py makes it.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA = 15;
const REDUCTION = 0b100101;

export async function receiptFrom(token) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`heard receipt\0${token}`));
  const number = new Uint8Array(digest).slice(0, 10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const values = Array.from({ length: DATA }, (_, place) => Number((number >> BigInt(5 * place)) & 31n));
  values.push(doubled(values.reduce((remainder, value) => doubled(remainder) ^ value, 0)));
  return values
    .map((value) => ALPHABET[value])
    .join("")
    .match(/.{4}/g)
    .join("-");
}

function doubled(value) {
  return (value << 1) ^ (value & 16 ? REDUCTION : 0);
}
