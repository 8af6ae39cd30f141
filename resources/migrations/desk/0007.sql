CREATE TABLE heard (
    device VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (device)
);
INSERT INTO heard (device, n, count) SELECT device, max(n), count(*) FROM record GROUP BY device;
CREATE TRIGGER record_is_counted AFTER INSERT ON record
BEGIN
    INSERT INTO heard (device, n, count) VALUES (NEW.device, NEW.n, 1)
        ON CONFLICT (device) DO UPDATE SET n = max(n, excluded.n), count = count + 1;
END;
