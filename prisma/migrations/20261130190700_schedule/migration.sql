-- Who does what is done once a day or once a minute, among all server processes.
CREATE TABLE "schedule" (
    "name" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("name")
);

grant select, insert, update, delete on schedule to oikion_login;
