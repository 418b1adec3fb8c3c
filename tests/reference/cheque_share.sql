-- one row an award
SELECT
    labelled.*, f.kind AS funding_kind,
    if(f.kind = 'cheque', f.amount_mad, 0) AS numerator,
    f.amount_mad AS denominator
FROM funding f JOIN labelled USING (integration_id)
