import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useMatches, useOutlet } from "@remix-run/react";
import { openTask } from "../../dispatch/queries/tasks.server";
import { TaskPage } from "../../dispatch/view/task-page";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { found, requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("tasks:one");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const zoned = { ...ctx, zone: ctx.city.zone };
  const opened = found(await openTask(zoned, args.params.id ?? ""));
  const phones = [
    ...opened.team.map(({ phone }) => phone),
    ...opened.supplies.map(({ secret }) => secret?.phone),
  ];
  const dead = await deadAmong(ctx.db, phones);
  return { opened, dead };
}

export default function Task() {
  const { opened, dead } = useLoaderData<typeof loader>();
  const offers = useMatches().some((match) => (match.handle as { offers?: boolean })?.offers);
  return (
    <TaskPage opened={opened} dead={dead} form={useOutlet({ opened })} offersInForm={offers} />
  );
}
