-- One spelling of a name for all that it is written in: Cyrillic, the Latin of a Ukrainian passport (Yevhen, Serhii,
-- Hryhorii), of a Russian one (Sergey), and everybody's own. What these write differently becomes one letter: g and h, kh
-- and h, y and j and i, ye and ie and e; a doubled i is one.
CREATE OR REPLACE FUNCTION fold_text(raw text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(replace(replace(translate(replace(
  lower(public.unaccent('public.unaccent'::regdictionary,
    replace(replace(replace(replace(replace(replace(replace(replace(
      translate(raw,
        'АБВГҐДЕЄЁЭЖЗИІЇЙЫКЛМНОПРСТУФХЦЧШЩЮЯабвгґдеєёэзиіїйыклмнопрстуфЬЪьъ''’ʼ',
        'abvggdeeeeжziiiiiklmnoprstufхцчшщюяabvggdeeeeziiiiiklmnoprstuf'),
      'ж', 'zh'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'shch'), 'ю', 'yu'), 'я', 'ya'))),
  'kh', 'h'), 'gyj', 'hii'), 'ie', 'e'), 'hh', 'h'), 'i+', 'i', 'g');--> statement-breakpoint
-- What was made by the function before is made anew.
UPDATE request_private SET name = name;--> statement-breakpoint
UPDATE offer SET title = title;--> statement-breakpoint
REINDEX INDEX person_name;--> statement-breakpoint
ALTER TABLE "request_private" ADD COLUMN "digits" text GENERATED ALWAYS AS (regexp_replace(phone, '\D', '', 'g')) STORED;--> statement-breakpoint
CREATE INDEX "request_private_digits" ON "request_private" USING gin ("digits" gin_trgm_ops);
