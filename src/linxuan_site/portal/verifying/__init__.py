"""The page that tells what a paper is a print of, for anybody who holds one."""
