/**
 * How many rounds a long race runs: all of them in `npm run test:races`, a tenth in `npm test`, which has to end
 * soon on a slow machine too.
 */
export const races = (rounds: number): number =>
  process.env.NAABER_RACES === "all" ? rounds : Math.ceil(rounds / 10);
