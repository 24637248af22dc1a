"""The expected-values workbook: what each rule gives, beside a live formula that gives it again."""
