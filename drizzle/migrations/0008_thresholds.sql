-- Below how much of a kind a district wants to be warned.
CREATE TABLE stock_threshold (
  district_id uuid NOT NULL REFERENCES district ON DELETE CASCADE,
  kind_id uuid NOT NULL REFERENCES resource_kind ON DELETE CASCADE,
  least numeric(10, 2) NOT NULL CONSTRAINT stock_threshold_least CHECK (least > 0),
  PRIMARY KEY (district_id, kind_id)
);
