import { useI18n } from "../../i18n/context";
import { DAY_PART_NAMES, tickOf, WEEKDAYS } from "../rules/availability";

/** The parts of a week to be ticked, in the field `when`. */
export function Week({ ticked }: { ticked: readonly string[] }) {
  const { t, locale } = useI18n();
  // 4 January 2027 is a Monday.
  const dayName = (weekday: number) =>
    new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(
      new Date(Date.UTC(2027, 0, 3 + weekday)),
    );
  return (
    <table className="week">
      <thead>
        <tr>
          <td />
          {DAY_PART_NAMES.map((part) => (
            <th key={part} scope="col">
              {t(`account:profile.part.${part}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {WEEKDAYS.map((weekday) => (
          <tr key={weekday}>
            <th scope="row">{dayName(weekday)}</th>
            {DAY_PART_NAMES.map((part) => (
              <td key={part}>
                <label>
                  <span className="sr">
                    {dayName(weekday)}, {t(`account:profile.part.${part}`)}
                  </span>
                  <input
                    type="checkbox"
                    name="when"
                    value={tickOf(weekday, part)}
                    defaultChecked={ticked.includes(tickOf(weekday, part))}
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
