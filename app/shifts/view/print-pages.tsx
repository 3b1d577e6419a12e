import { useI18n } from "../../i18n/context";
import { wallTime } from "../../platform/zone";
import { Code } from "../../ui/content";
import { Qr } from "../../ui/qr";
import { Scrolls } from "../../ui/table";
import { PROMISED } from "../states";
import type { BoardShift } from "../views";
import { Hours, useRoleTitle } from "./words";

type Props = { opened: BoardShift; link: string };
const EMPTY_ROWS = 6;
/** Room for a time and for a name, both by hand. */
const WIDTHS: Record<string, string> = {
  party: "time",
  phone: "phone",
  in: "time",
  out: "time",
  sign: "signature",
};

/** The check-in list on paper, in the columns of ICS-211, for when there is neither light nor network. */
export function CheckInList({ opened: { shift, roles, people }, link }: Props) {
  const { t, name, weekday, initial, day, clock, now, zone } = useI18n();
  const titleOf = useRoleTitle();
  const year = wallTime(shift.window.from, zone).slice(0, 4);
  const coming = people.filter(({ state }) => PROMISED.includes(state));
  const roleOf = (id: string) => roles.find((role) => role.id === id);
  const columns = ["name", "role", "party", "phone", "in", "out", "sign"] as const;
  return (
    <div>
      <div className="head flush">
        <div className="stack tight">
          <h1>{t("shifts:list.heading")}</h1>
          <p className="details">
            {shift.place}
            {shift.address && `, ${shift.address}`}
            <br />
            {initial(weekday(shift.window.from))} {year}, <Hours window={shift.window} />
            {shift.districtNames && ` · ${name(shift.districtNames)}`}
          </p>
          {shift.contact && (
            <p>
              {t("shifts:contact")}: {shift.contact}
            </p>
          )}
          <p className="hint">{t("shifts:list.printed", { day: day(now), time: clock(now) })}</p>
        </div>
        <div>
          <Qr text={link} label={link} />
          <p className="num">{shift.code}</p>
        </div>
      </div>
      <Scrolls label={t("shifts:list.heading")}>
        <table className="paper-list">
          <caption className="sr">{t("shifts:list.heading")}</caption>
          <colgroup>
            <col className="few" />
            {columns.map((column) => (
              <col key={column} className={WIDTHS[column]} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t("shifts:list.number")}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`shifts:list.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {coming.map((one, index) => (
              <tr key={one.id}>
                <td>{index + 1}</td>
                <th scope="row">{one.name}</th>
                <td>{titleOf(roleOf(one.roleId)!)}</td>
                <td>{one.party > 1 ? `${one.party} ${one.partyName}` : 1}</td>
                <td>{one.phone}</td>
                <td>{one.in.slice(11)}</td>
                <td>{one.out.slice(11)}</td>
                <td />
              </tr>
            ))}
            {Array.from({ length: EMPTY_ROWS }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: empty lines for those who walk in
              <tr key={row}>
                <td>{coming.length + row + 1}</td>
                {columns.map((column) => (
                  <td key={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </div>
  );
}

/** Hangs at the door: the picture for the camera, the same code in digits. */
export function Poster({ opened: { shift }, link }: Props) {
  const { t, weekday, initial } = useI18n();
  return (
    <div className="poster">
      <h1>{shift.place}</h1>
      <p className="details">
        {initial(weekday(shift.window.from))}, <Hours window={shift.window} />
      </p>
      <Qr text={link} label={link} />
      <p className="details">{t("shifts:posterHint")}</p>
      <Code value={shift.code ?? ""} group={3} />
    </div>
  );
}
