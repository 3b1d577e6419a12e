import { useI18n } from "../../i18n/context";
import { type Figures, OUTCOMES } from "../types";

const HEIGHT = 100;
const GAP = 0.16;

type Bar = { key: string; name: string; figures: Figures };
type Props = { label: string; bars: readonly Bar[] };

/** How many requests, by what became of them, a bar each; a picture for the eye, of which a table says the same. */
export function Bars({ label, bars }: Props) {
  const { t, number } = useI18n();
  const most = Math.max(1, ...bars.map(({ figures }) => figures.asked));
  const [first, last] = [bars.at(0), bars.at(-1)];
  return (
    <figure className="figures">
      <figcaption className="row">
        {OUTCOMES.map((one) => (
          <span key={one} className={`key ${one}`}>
            {t(`overview:figure.${one}`)}
          </span>
        ))}
      </figcaption>
      <p className="hint num">{number(most)}</p>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {bars.map((bar, index) => (
          <Stack key={bar.key} bar={bar} x={index} scale={HEIGHT / most} />
        ))}
      </svg>
      <p className="ends hint num">
        <span>{first?.name}</span>
        {bars.length > 1 && <span>{last?.name}</span>}
      </p>
    </figure>
  );
}

function Stack({ bar, x, scale }: { bar: Bar; x: number; scale: number }) {
  let top = HEIGHT;
  return (
    <g>
      <title>{bar.name}</title>
      {OUTCOMES.map((one) => {
        const height = bar.figures[one] * scale;
        top -= height;
        return (
          height > 0 && (
            <rect
              key={one}
              className={one}
              x={x + GAP / 2}
              y={top}
              width={1 - GAP}
              height={height}
            />
          )
        );
      })}
    </g>
  );
}

/** The same lying down, with the name of each before it: for kinds and districts. */
export function Strips({ label, bars }: Props) {
  const { number } = useI18n();
  const most = Math.max(1, ...bars.map(({ figures }) => figures.asked));
  return (
    <ul className="figures strips" aria-label={label}>
      {bars.map(({ key, name, figures }) => {
        let left = 0;
        return (
          <li key={key}>
            <span>{name}</span>
            <svg aria-hidden="true" viewBox={`0 0 ${most} 1`} preserveAspectRatio="none">
              {OUTCOMES.map((one) => {
                const x = left;
                left += figures[one];
                return (
                  figures[one] > 0 && (
                    <rect key={one} className={one} x={x} y={0} width={figures[one]} height={1} />
                  )
                );
              })}
            </svg>
            <span className="num">{number(figures.asked)}</span>
          </li>
        );
      })}
    </ul>
  );
}
