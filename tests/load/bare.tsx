import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

export const handle = { face: "member" };

/** A page of as many bytes as the one it is measured against, of which nothing asks the database. */
export function loader({ request }: LoaderFunctionArgs) {
  const bytes = Number(new URL(request.url).searchParams.get("bytes")) || 1000;
  // Words, not one letter: they have to compress like a page does.
  const words = "water light heat neighbour street floor lift kettle generator blanket".split(" ");
  const rows: string[] = [];
  let size = 0;
  for (let i = 0; size < bytes; i++) {
    const row = `${words[i % 10]} ${(i * 7919) % 10007} ${words[(i * 3) % 10]} ${i % 60} min`;
    rows.push(row);
    size += row.length + 9;
  }
  return { rows };
}

export default function Bare() {
  const { rows } = useLoaderData<typeof loader>();
  return (
    <>
      <h1>Bare</h1>
      {rows.map((row) => (
        <p key={row}>{row}</p>
      ))}
    </>
  );
}
