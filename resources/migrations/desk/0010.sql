ALTER TABLE heard ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
UPDATE heard SET total = (SELECT sum(n) FROM record WHERE record.device = heard.device)
WHERE EXISTS (SELECT 1 FROM record WHERE record.device = heard.device);
DROP TRIGGER record_is_counted;
CREATE TRIGGER record_is_counted AFTER INSERT ON record
BEGIN
    INSERT INTO heard (device, n, count, total) VALUES (NEW.device, NEW.n, 1, NEW.n)
        ON CONFLICT (device) DO UPDATE
        SET n = max(n, excluded.n), count = count + 1, total = total + excluded.total;
END;
