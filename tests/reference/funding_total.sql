-- one row an award
SELECT labelled.*, f.kind AS funding_kind, f.amount_mad AS numerator, NULL AS denominator
FROM funding f JOIN labelled USING (integration_id)
