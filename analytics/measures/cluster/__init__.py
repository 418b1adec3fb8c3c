"""The cube of records that one machine cannot hold, summed on Apache Spark; nothing else imports pyspark."""
