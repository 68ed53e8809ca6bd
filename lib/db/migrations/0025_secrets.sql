-- While a secret is changed, the one before is valid beside it until somebody ends it.
alter table mdm_connections add column former_secret_sealed bytea, add column secret_changed_at timestamptz;
alter table webhook_endpoints add column former_secret_sealed bytea, add column secret_changed_at timestamptz;
