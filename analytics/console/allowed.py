"""What may stand in an analyst's query? Lists, because whatever is on none of them is refused.

Shapes are those of DuckDB's own syntax tree (`json_serialize_sql`, DuckDB 2.0): each kind of node with all the keys that it
has. A node or key that another version adds is refused until somebody has thought about it. Imports nothing: the child
process reads it before it trusts anything.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACE = "alias query_location query_location_length"
# kind of node → its keys. An expression is known by its class, every other node by its type.
EXPRESSIONS = {
    "BETWEEN": "input lower upper",
    "CASE": "case_checks else_expr",
    "CAST": "child try_cast type_expr",
    "COLUMN_REF": "column_names",
    "COMPARISON": "left right",
    "CONJUNCTION": "children",
    "CONSTANT": "literal",
    "FUNCTION": "function_name schema filter order_bys distinct is_operator export_state catalog arguments qualified_name",
    "OPERATOR": "children",
    "STAR": "relation_name exclude_list replace_list columns expr qualified_exclude_list rename_list",
    "SUBQUERY": "subquery_type subquery child comparison_type",
    "TYPE": "catalog schema type_name children qualified_name",
    "WINDOW": "function_name schema catalog partitions orders start end start_expr end_expr offset_expr default_expr "
    "ignore_nulls filter_expr exclude_clause distinct arg_orders has_ignore_nulls arguments qualified_name",
}
OTHERS = {
    "BASE_TABLE": f"{PLACE} sample schema_name table_name column_name_alias catalog_name at_clause qualified_name",
    "EMPTY": f"{PLACE} sample",
    "EXPRESSION_LIST": f"{PLACE} sample expected_names expected_types values",
    "JOIN": f"{PLACE} sample left right condition join_type ref_type using_columns delim_flipped "
    "duplicate_eliminated_columns is_implicit ranking_expression nearest_count nearest_order_type nearest_approx",
    "SUBQUERY": f"{PLACE} sample subquery column_name_alias",
    "TABLE_FUNCTION": f"{PLACE} sample function column_name_alias with_ordinality",
    "SELECT_NODE": "modifiers cte_map select_list from_table where_clause group_expressions group_sets "
    "aggregate_handling having sample qualify",
    "SET_OPERATION_NODE": "modifiers cte_map setop_type left right setop_all children",
    "DISTINCT_MODIFIER": "distinct_on_targets",
    "LIMIT_MODIFIER": "limit offset limit_type",
    "ORDER_MODIFIER": "orders",
    "ASCENDING": "null_order expression",
    "DESCENDING": "null_order expression",
    "ORDER_DEFAULT": "null_order expression",
}
# Parts that have neither class nor type.
PARTS = (
    "aliases materialized key_targets payload_aggregates query_node",
    "catalog schema table column",
    "key value",
    "kind text",
    "map",
    "name expression",
    "node named_param_map",
    "path",
    "when_expr then_expr",
)
# Types of an expression, where its class has several that must be told apart.
OPERATORS = _names(
    "OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_NOT OPERATOR_COALESCE COMPARE_IN COMPARE_NOT_IN GROUPING_FUNCTION "
    "ARRAY_EXTRACT"
)
# Tables that DuckDB has everywhere begin so; no table of WITH may, lest a name that is known there opened one elsewhere.
OF_THE_SYSTEM = ("duckdb_", "information_schema", "pg_", "pragma_", "sqlite_")
# Without a table of that name these are functions that tell about the server.
COLUMNS_THAT_ARE_FUNCTIONS = _names(
    "current_catalog current_database current_query current_role current_schema current_user session_user user"
)

AGGREGATES = """
    any_value approx_count_distinct arg_max arg_min array_agg avg bool_and bool_or corr count count_if count_star countif
    covar_pop covar_samp entropy favg first fsum geomean geometric_mean group_concat kurtosis last list listagg mad max
    max_by mean median min min_by mode product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count
    regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp string_agg sum
    sumkahan var_pop var_samp variance wavg weighted_avg
"""
WINDOWS = (
    "cume_dist dense_rank fill first_value lag last_value lead nth_value ntile percent_rank rank rank_dense row_number"
)
NUMBERS = """
    + - * / // % ^ ** @ abs acos add asin atan atan2 cbrt ceil ceiling cos degrees divide even exp fdiv floor fmod greatest
    isfinite isinf isnan least ln log log10 log2 mod multiply pi pow power radians round round_even sign sin sqrt subtract
    tan trunc
"""
# None that makes a text much longer than its arguments: no lpad, repeat, printf; none that is slow on long ones.
TEXTS = """
    || ~~ !~~ ~~* !~~* ~~~ ^@ ascii char_length character_length concat concat_ws contains ends_with ilike_escape instr lcase
    left length like_escape lower ltrim not_ilike_escape not_like_escape position prefix regexp_extract regexp_full_match
    regexp_matches regexp_replace replace reverse right rtrim split_part starts_with strip_accents strlen strpos substr
    substring suffix translate trim ucase unicode upper
"""
DATES = """
    age date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek
    dayofyear days_in_month epoch hour isodow isoyear last_day make_date minute month monthname quarter second strftime
    strptime time_bucket to_days to_hours to_minutes to_months to_quarters to_seconds to_weeks to_years today try_strptime
    week weekday weekofyear year yearweek
"""
CHOICES = "if nullif coalesce typeof"
LISTS = """
    array_extract array_length len list_contains list_distinct list_extract list_sort list_sum list_value row str_split
    string_split unnest
"""
FUNCTIONS = _names(" ".join((AGGREGATES, WINDOWS, NUMBERS, TEXTS, DATES, CHOICES, LISTS)))
# The only functions that stand in place of a table; each bound is a whole number written in the query.
SERIES = frozenset({"range", "generate_series"})
LONGEST_SERIES = 10_000
TYPES = _names(
    """
    bigint bool boolean char date decimal double float float4 float8 hugeint int int2 int4 int8 integer interval list
    numeric real smallint string text time timestamp tinyint ubigint uinteger usmallint utinyint varchar
    """
)
