/** A number that could be called, as people write it: enough digits, parted by little. */
const NUMBER = /(\+?\d(?:[ ().\u00a0–-]{0,2}\d){5,14})/;

/** What somebody wrote about whom to call, with its numbers to be pressed. */
export function Dialled({ text }: { text: string }) {
  return text.split(NUMBER).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} className="num" href={`tel:${part.replace(/[^+\d]/g, "")}`}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
