-- A lender's own mark, an SVG of filled paths. Without one its first letters stand for it.
alter table lenders add column mark text check (char_length(mark) between 1 and 4000);
