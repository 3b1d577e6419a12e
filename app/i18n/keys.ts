import type * as english from "./english";

type Plural = "zero" | "one" | "two" | "few" | "many" | "other";
type Singular<Name extends string> = Name extends `${infer Stem}_${Plural}` ? Stem : Name;

type Paths<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? Singular<Name>
    : `${Name}.${Paths<Tree[Name]>}`;
}[keyof Tree & string];

type Catalogue = typeof english;

/** Every text there is, as `namespace:path.to.key`: a key that English lacks does not compile. */
export type Key = {
  [Namespace in keyof Catalogue]: `${Namespace}:${Paths<Catalogue[Namespace]>}`;
}[keyof Catalogue];
