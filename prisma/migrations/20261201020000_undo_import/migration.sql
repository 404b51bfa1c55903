-- What an import created is found by its rows in the feed, in the order of ids: undoing it goes through them in steps.
create index "activity_import_created_idx" on "activity" ("organization_id", "import_id", "record_id") where "import_id" is not null and "kind" = 'create';
